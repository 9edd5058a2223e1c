import { say, texts, word } from "../texts/texts";
import { Problem } from "./problem";

/** A failure in words with the way out; a missing case and a forbidden one read the same. */
export function excuse(failure: unknown): string {
  if (!(failure instanceof Problem)) return say("problem.internal");
  if (failure.slug === "invalid" || failure.slug === "malformed") return failure.title || say("problem.invalid");
  const known = word("problem", failure.slug);
  return known === failure.slug ? failure.title || texts.say("problem.internal") : known;
}
