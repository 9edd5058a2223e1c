import { readReference } from "../shared/reference";
import { texts } from "../texts/texts";

interface Labels {
  ar: string;
  fr: string;
}

interface FormFile {
  questions: Record<string, { label: Labels; options: string | null }>;
  options: Record<string, Record<string, Labels>>;
}

/** Made by the build: where the words of each form version lie, and the names of the communes. */
declare const FORM_FILES: Record<string, string>;
declare const PLACES_FILE: string;

type Places = Record<string, [ar: string, fr: string]>;

/** Words for the option ids and commune codes that a report holds. Codes stand for themselves until read. */
export class FormWords {
  private constructor(
    private readonly form: FormFile,
    private readonly places: Places,
  ) {}

  static readonly none = new FormWords({ questions: {}, options: {} }, {});

  static async read(version: number | undefined): Promise<FormWords> {
    const file = FORM_FILES[String(version ?? "")] ?? Object.values(FORM_FILES).pop();
    const [form, places] = await Promise.all([file ? readReference<FormFile>(file) : null, readReference<Places>(PLACES_FILE)]);
    return new FormWords(form ?? { questions: {}, options: {} }, places ?? {});
  }

  question(id: string): string {
    return this.form.questions[id]?.label[texts.language] ?? id;
  }

  option(question: string, id: string): string {
    const list = this.form.questions[question]?.options;
    return (list ? this.form.options[list]?.[id]?.[texts.language] : undefined) ?? id;
  }

  place(value: string): string {
    return this.places[value]?.[texts.language === "ar" ? 0 : 1] ?? value;
  }
}
