package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import waybill.template.EventFiles;

/** The description and the template name the same calls; {@link Shop} holds each answer to it. */
class ApiDescriptionTest extends FlowTest {

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  @Test
  void every_route_of_the_template_is_described_and_none_besides() {
    Set<String> routes = new TreeSet<>(EventFiles.routes());
    assertThat(ApiDescription.routes()).isEqualTo(routes);
  }

  @Test
  void an_answer_that_is_not_as_described_is_seen() {
    undescribed(new Answer(202, JSON, "{\"sku\":\"tea\",\"available\":1}"));
    undescribed(new Answer(200, Map.of("content-type", "text/plain"), "tea"));
    undescribed(new Answer(200, JSON, "{\"sku\":\"tea\",\"available\":\"1\"}"));
    undescribed(new Answer(200, JSON, "{\"sku\":\"tea\",\"available\":1,\"taken\":2}"));
    ApiDescription.describes(
        "GET", "/stock/tea", new Answer(200, JSON, "{\"sku\":\"tea\",\"available\":1}"));
  }

  @Test
  void a_body_that_is_taken_and_not_as_described_is_seen() {
    Answer taken = new Answer(200, JSON, "{\"sku\":\"tea\",\"available\":1}");
    ApiDescription.describes("PUT", "/stock/tea", "{\"available\":1}", taken);
    assertThatThrownBy(
            () ->
                ApiDescription.describes(
                    "PUT", "/stock/tea", "{\"available\":1,\"taken\":2}", taken))
        .isInstanceOf(AssertionError.class);
  }

  private static void undescribed(Answer answer) {
    assertThatThrownBy(() -> ApiDescription.describes("GET", "/stock/tea", answer))
        .isInstanceOf(AssertionError.class);
  }
}
