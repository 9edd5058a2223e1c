import { texts } from "../texts/texts";

const ZONE = "Africa/Casablanca";
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

function locale(): string {
  // ar-MA gives غشت and the digits 0-9 of Moroccan habit.
  return texts.language === "ar" ? "ar-MA" : "fr-FR";
}

/** Time gone since `at`, in the largest fitting unit: "il y a 3 h". Never in the future. */
export function age(at: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "always", style: "short" });
  for (const [unit, length] of STEPS) {
    if (seconds >= length) return words.format(-Math.floor(seconds / length), unit);
  }
  return texts.say("when.now");
}

/** Time left until `at`, in the largest fitting unit, rounded down: "dans 6 j". Null when it is over. */
export function left(at: string, now: number = Date.now()): string | null {
  const seconds = (Date.parse(at) - now) / 1000;
  if (seconds <= 0) return null;
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "always", style: "short" });
  const [unit, length] = STEPS.find(([, length]) => seconds >= length) ?? (["minute", 60] as const);
  return words.format(Math.floor(seconds / length), unit);
}

// Months by name: 24/11 and 11/24 are read differently by two readers. Arabic has no short ones.
function dayParts(): Intl.DateTimeFormatOptions {
  return { day: "numeric", month: texts.language === "ar" ? "long" : "short", year: "numeric", timeZone: ZONE };
}

/** Day and minute in Morocco. */
export function moment(at: string): string {
  return new Intl.DateTimeFormat(locale(), { ...dayParts(), hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}

export function day(at: string): string {
  return new Intl.DateTimeFormat(locale(), dayParts()).format(new Date(at));
}

/** Today in Morocco, `YYYY-MM-DD`. */
export function todayInMorocco(now: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: ZONE }).format(now);
}

/** The current month in Morocco, `YYYY-MM`. */
export function month(now: Date = new Date()): string {
  return todayInMorocco(now).slice(0, 7);
}

/** The last twelve months in Morocco, the current one first, as `[YYYY-MM, name]`. */
export function lastMonths(now: Date = new Date()): [code: string, name: string][] {
  const [year = 0, current = 1] = month(now).split("-").map(Number);
  return Array.from({ length: 12 }, (_, back) => {
    const first = new Date(Date.UTC(year, current - 1 - back, 1));
    const name = new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(first);
    return [first.toISOString().slice(0, 7), name];
  });
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  const read = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(value);
}
