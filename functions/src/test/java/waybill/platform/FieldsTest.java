package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FieldsTest {

  @Test
  void a_whole_number_may_be_written_in_any_way_that_json_knows() {
    for (String five : List.of("5", "5.0", "5e0", "0.5e1", "500e-2")) {
      Fields fields = Fields.of(Json.read("{\"n\":" + five + "}"));
      assertThat(fields.integer("n", 1, 10)).isEqualTo(5);
      fields.done();
    }
  }

  @Test
  void what_is_no_whole_number_in_range_is_refused_by_name() {
    for (String bad :
        List.of("0", "11", "1.5", "\"5\"", "null", "true", "[]", "1e999999999", "1e-999999999")) {
      String answer = refusal("{\"n\":" + bad + "}", fields -> fields.integer("n", 1, 10));
      assertThat(answer).as(bad).contains("\"pointer\":\"/n\"");
    }
  }

  @Test
  void every_complaint_is_told_at_once() {
    String answer =
        refusal(
            "{\"sku\":\"a b\",\"extra/field\":1}",
            fields -> {
              fields.id("sku");
              fields.text("missing");
            });
    assertThat(answer).contains("\"/sku\"", "\"/missing\"", "\"/extra~1field\"");
  }

  @Test
  void an_element_is_named_by_its_place() {
    String answer =
        refusal(
            "{\"lines\":[{\"n\":1},{\"n\":\"x\"},7]}",
            fields -> fields.list("lines", 1, 5, line -> line.integer("n", 1, 10)));
    assertThat(answer).contains("\"/lines/1/n\"", "\"/lines/2\"").doesNotContain("/lines/0");
  }

  @Test
  void a_field_given_twice_is_no_json() {
    Json.Malformed malformed =
        catchThrowableOfType(Json.Malformed.class, () -> Json.read("{\"a\":1,\"a\":2}"));
    assertThat(malformed).hasMessageContaining("Duplicate field 'a'");
  }

  @Test
  void a_number_beyond_every_type_is_no_json() {
    for (String number : new String[] {"1e99999999999", "1.0e-2147483647"}) {
      assertThat(catchThrowableOfType(Json.Malformed.class, () -> Json.read(number))).isNotNull();
    }
  }

  private static String refusal(String json, Consumer<Fields> reading) {
    Fields fields = Fields.of(Json.read(json));
    reading.accept(fields);
    return catchThrowableOfType(Problem.class, fields::done).toResponse().body();
  }
}
