import { LitElement } from "lit";
import { texts } from "../texts/texts";

/**
 * Base of every element of the portal: drawn in the light DOM, so that labels, focus and the one style sheet
 * work across elements, and drawn again when the language changes.
 */
export abstract class Desk extends LitElement {
  private readonly redraw = (): void => this.requestUpdate();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    texts.addEventListener("change", this.redraw);
  }

  override disconnectedCallback(): void {
    texts.removeEventListener("change", this.redraw);
    super.disconnectedCallback();
  }
}
