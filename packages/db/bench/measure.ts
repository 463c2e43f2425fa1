import type { Db } from "../src/index.ts";
import type { PlanLog, Statement } from "./plan-log.ts";
import type { Question, World } from "./question.ts";
import { questionsOfBookings } from "./questions-of-bookings.ts";
import { questionsOfMoves } from "./questions-of-moves.ts";
import { questionsOfPlans } from "./questions-of-plans.ts";
import { questionsOfPeople } from "./questions-of-people.ts";
import { questionsOfWork } from "./questions-of-work.ts";

/** Statements get their final plan in a session's sixth execution. */
const ROUNDS = 7;

type Repository = Exclude<keyof Db, "ping">;
/** A new repository, or a new method of one, does not compile without a question. */
const questions: {
  readonly [Name in Repository]: Readonly<Record<keyof Db[Name], Question | null>>;
} = {
  ...questionsOfBookings,
  ...questionsOfPeople,
  ...questionsOfMoves,
  ...questionsOfPlans,
  ...questionsOfWork,
};

/** What one question has cost, the last time of several. */
export interface Cost {
  readonly name: string;
  readonly question: Question;
  readonly failure: string | null;
  /** Of the statement that took the longest, as the server says. */
  readonly ms: number;
  /** Of the statement that touched the most; with what the functions touched that it calls. */
  readonly buffers: number;
  /** The most rows that one scan read. */
  readonly scanned: number;
  readonly statements: readonly Statement[];
}

function listQuestions(): [string, Question][] {
  const ping: Question = { kind: "poll", ask: ({ db }) => db.ping() };
  const rest = Object.entries(questions).flatMap(([repository, methods]) =>
    Object.entries(methods).flatMap(([method, question]): [string, Question][] =>
      question ? [[`${repository}.${method}`, question]] : [],
    ),
  );
  return [["ping", ping], ...rest];
}

/** Asks every question. */
export async function measure(world: Omit<World, "mark">, log: PlanLog): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const [name, question] of listQuestions()) {
    const failure = await askRepeatedly(question, world, log);
    const statements = await log.drain();
    const most = (of: (statement: Statement) => number) => Math.max(0, ...statements.map(of));
    costs.push({
      name,
      question,
      failure,
      ms: most(({ ms }) => ms),
      buffers: most(({ buffers }) => buffers),
      scanned: most(({ scanned }) => scanned),
      statements,
    });
  }
  return costs;
}

/** Gives what went wrong: what a refused question costs says nothing. */
async function askRepeatedly(
  question: Question,
  world: Omit<World, "mark">,
  log: PlanLog,
): Promise<string | null> {
  const mark = async () => void (await log.drain());
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      await mark();
      await question.ask({ ...world, mark }, round);
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
