package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of https://www.w3.org/TR/trace-context/#traceparent-header */
class TraceparentTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String HEADER = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void what_a_caller_sent_is_passed_on_as_it_is() {
    Traceparent read = Traceparent.parse(HEADER).orElseThrow();
    assertThat(read.traceId()).isEqualTo(TRACE);
    assertThat(read.header()).isEqualTo(HEADER);
  }

  @Test
  void a_later_version_is_read_by_what_it_has_in_common() {
    assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-brings"))
        .map(Traceparent::header)
        .contains(HEADER);
    assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-01")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "cc-" + TRACE + "-" + SPAN + "-01.more",
        "00-" + TRACE + "-" + SPAN,
        "00-" + TRACE + "-" + SPAN + "-1",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
        " 00-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01\n"
      })
  void what_the_standard_forbids_is_no_trace(String header) {
    assertThat(Traceparent.parse(header)).isEmpty();
  }

  @Test
  void a_new_trace_has_random_ids_and_asks_nobody_to_record_it() {
    RandomGenerator random = new Random(5);
    Traceparent first = Traceparent.next(random);
    Traceparent second = Traceparent.next(random);
    assertThat(Traceparent.parse(first.header())).contains(first);
    assertThat(first.flags()).isEqualTo("00");
    assertThat(first.traceId()).isNotEqualTo(second.traceId());
    assertThat(first.parentId()).isNotEqualTo(second.parentId());
  }

  @Test
  void a_generator_that_gives_zeros_is_asked_again() {
    Random zerosFirst =
        new Random(5) {
          private static final long serialVersionUID = 1L;
          private int calls;

          @Override
          public void nextBytes(byte[] bytes) {
            if (calls++ > 0) {
              super.nextBytes(bytes);
            }
          }
        };
    Traceparent begun = Traceparent.next(zerosFirst);
    assertThat(Traceparent.parse(begun.header())).contains(begun);
  }
}
