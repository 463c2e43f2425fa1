import { Check, EyeOff } from "lucide-react";
import { Card } from "@/components/ui/card.tsx";
import { en } from "@/copy/en.ts";

const { reads, never, oneWord } = en.settings;

/** What is read from calendars and what is not, beside the button that asks for access. */
export function WhatWeRead() {
  return (
    <Card isPadded>
      <div className="two">
        <div>
          <h2 className="mb-2">{reads.title}</h2>
          <ul className="rw yes">
            {reads.items.map((text) => (
              <li key={text}>
                <Check className="i" />
                <span>{text}</span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2 className="mb-2">{never.title}</h2>
          <ul className="rw no">
            {never.items.map((text) => (
              <li key={text}>
                <EyeOff className="i" />
                <span>{text}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <p className="small muted mt-3.5">{oneWord}</p>
    </Card>
  );
}
