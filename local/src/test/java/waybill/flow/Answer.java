package waybill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import waybill.local.gateway.HttpAnswer;
import waybill.platform.Json;

/** An answer of the HTTP API, as tests look at it. */
record Answer(int status, Map<String, String> headers, String body) {

  static Answer of(HttpAnswer answer) {
    return new Answer(answer.status(), answer.headers(), answer.text());
  }

  Answer is(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }

  JsonNode json() {
    return Json.read(body);
  }

  String text(String field) {
    return json().path(field).asText();
  }

  long number(String field) {
    return json().path(field).asLong();
  }
}
