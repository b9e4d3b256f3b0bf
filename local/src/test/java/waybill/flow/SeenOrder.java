package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An order as a merchant sees it. */
record SeenOrder(JsonNode json) {

  SeenOrder is(String status, String stock, String points) {
    assertThat(List.of(text("status"), text("stock"), text("points")))
        .containsExactly(status, stock, points);
    return this;
  }

  String text(String field) {
    return json.path(field).asText();
  }
}
