package waybill.local.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class OutagesTest {

  private static final SdkClientException REFUSED =
      SdkClientException.create("Unable to execute HTTP request", new ConnectException("refused"));

  private final Outages outages = new Outages();

  @Test
  void one_line_tells_of_an_outage_that_all_triggers_meet() {
    assertThat(outages.failed("A", REFUSED)).get().asString().contains("A", "connection refused");
    assertThat(outages.failed("A", REFUSED)).isEmpty();
    assertThat(outages.failed("B", REFUSED)).isEmpty();
  }

  @Test
  void one_line_tells_that_it_is_over_when_the_last_trigger_works_again() {
    outages.failed("A", REFUSED);
    outages.failed("B", REFUSED);
    assertThat(outages.worked("A")).isEmpty();
    assertThat(outages.worked("A")).isEmpty();
    assertThat(outages.worked("B")).get().asString().contains("connection refused");
  }

  @Test
  void the_next_outage_is_told_of_again() {
    outages.failed("A", REFUSED);
    outages.worked("A");
    assertThat(outages.failed("A", REFUSED)).isPresent();
  }

  @Test
  void another_reason_has_a_line_of_its_own() {
    outages.failed("A", REFUSED);
    assertThat(outages.failed("B", QueueDoesNotExistException.builder().message("no").build()))
        .get()
        .asString()
        .contains("lost its state");
  }

  @Test
  void a_trigger_that_never_failed_has_nothing_to_tell() {
    assertThat(outages.worked("A")).isEmpty();
  }
}
