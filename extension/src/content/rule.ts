/** How the hiding rule comes to stand: the background inserts it with USER origin, which no author style beats, not even inline ones. */
import { adopted, type Styles } from 'unnag/apply';

/** Styles that rely on the background's rule once it `stands`, and on constructed stylesheets until then or where it is refused. */
export interface UserRule extends Styles {
  /** Whether the background said that its rule stands. */
  stands: boolean;
}

/** A rule that does not stand yet. */
export const userRule = (): UserRule => ({
  stands: false,
  add(root, css) {
    // Frames that came after the rule was inserted do not have it.
    return this.beatsInline(root) ? () => undefined : adopted.add(root, css);
  },
  beatsInline(root) {
    return this.stands && (root.nodeType === 9 ? root === document : root.ownerDocument === document);
  },
});
