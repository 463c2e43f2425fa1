// Loaded into a program before its own code: its wall clock is CLOCK_SHIFT_MS ahead of the machine's. Timers and time
// limits are not affected, as with a real clock that is wrong.
import { clockShiftMs } from "../../env.ts";

const shiftMs = clockShiftMs();
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
const shiftedNow = () => realNow() + shiftMs;

const ShiftedDate = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget),
  apply: () => new RealDate(shiftedNow()).toString(),
});
RealDate.now = shiftedNow;
RealDate.prototype.constructor = ShiftedDate;
globalThis.Date = ShiftedDate;
