package waybill.local.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import waybill.local.failure.StartupException;

class PatternFilterTest {

  private static final String PENDING_INSERTS =
      "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[\"PENDING\"]}}}}";

  @Test
  void only_a_new_pending_item_passes_the_relays_pattern() throws JsonProcessingException {
    PatternFilter filter = new PatternFilter("F", List.of(PENDING_INSERTS));

    assertThat(matches(filter, "INSERT", "PENDING")).isTrue();
    assertThat(matches(filter, "MODIFY", "PENDING")).isFalse();
    assertThat(matches(filter, "INSERT", "BLOCKED")).isFalse();
    assertThat(matches(filter, "INSERT", "PENDING ")).isFalse();
  }

  @Test
  void one_of_several_patterns_is_enough_and_none_lets_all_through()
      throws JsonProcessingException {
    PatternFilter two =
        new PatternFilter("F", List.of(PENDING_INSERTS, "{\"eventName\":[\"REMOVE\"]}"));

    assertThat(matches(two, "REMOVE", "SENT")).isTrue();
    assertThat(matches(two, "MODIFY", "SENT")).isFalse();
    assertThat(matches(new PatternFilter("F", List.of()), "MODIFY", "SENT")).isTrue();
  }

  @Test
  void a_broken_pattern_names_its_function() {
    assertThatThrownBy(() -> new PatternFilter("RelayFunction", List.of("{\"a\":\"b\"}")))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("RelayFunction: the filter pattern");
  }

  private static boolean matches(PatternFilter filter, String name, String status)
      throws JsonProcessingException {
    return filter.matches(
        new ObjectMapper()
            .readTree(
                "{\"eventName\":\""
                    + name
                    + "\",\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":\""
                    + status
                    + "\"}}}}"));
  }
}
