package waybill.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ETagTest {

  @Test
  void a_tag_that_was_given_out_is_understood() {
    assertThat(ETag.available(ETag.of(12))).containsExactly(12L);
    assertThat(ETag.available("\"1\", \"22\"")).containsExactly(1L, 22L);
  }

  @Test
  void a_star_asks_only_that_the_sku_is_known() {
    assertThat(ETag.available("*")).isEmpty();
  }

  @Test
  void weak_and_foreign_tags_match_nothing() {
    for (String tag : new String[] {"W/\"12\"", "\"abc\"", "12", ""}) {
      assertThatThrownBy(() -> ETag.available(tag)).as(tag).hasMessageContaining("If-Match");
    }
  }
}
