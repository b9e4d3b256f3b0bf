package waybill.template;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;

/**
 * Something that holds of the template, and that is seen when it no longer holds: each fact is
 * tried on copies of the template in which it is broken.
 */
final class Fact {

  private static final TemplateDocument TEMPLATE = TemplateDocument.ofProject();

  private final Consumer<TemplateDocument> claim;

  private Fact(Consumer<TemplateDocument> claim) {
    this.claim = claim;
  }

  static TemplateDocument template() {
    return TEMPLATE;
  }

  /** Asserts the claim, which complains by an AssertionError, of the project's template. */
  static Fact that(Consumer<TemplateDocument> claim) {
    claim.accept(TEMPLATE);
    return new Fact(claim);
  }

  Fact failsWithout(String path) {
    return seenToFail(TEMPLATE.with(path, null), "without " + path);
  }

  Fact failsWith(String path, Object value) {
    return seenToFail(TEMPLATE.with(path, value), "with " + value + " at " + path);
  }

  private Fact seenToFail(TemplateDocument broken, String how) {
    assertThatThrownBy(() -> claim.accept(broken))
        .as("the same claim of a template " + how)
        .isInstanceOf(AssertionError.class);
    return this;
  }
}
