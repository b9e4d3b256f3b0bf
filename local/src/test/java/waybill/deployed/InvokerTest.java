package waybill.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import waybill.deployed.Invoker.Answer;

class InvokerTest {

  private static final byte[] EVENT = new byte[0];

  private final Invoker invoker = new Invoker(this::post, name -> "the log of " + name);
  private int lost;
  private int posts;

  private Answer post(String path, byte[] body) throws IOException {
    posts++;
    if (posts <= lost) {
      throw new IOException("a time-out");
    }
    return new Answer(false, path);
  }

  @Test
  void a_function_whose_answer_was_lost_is_invoked_again() throws Exception {
    lost = 1;
    assertThat(invoker.invoke("f", "live", EVENT, 2).body()).contains("/f/", "live");
    assertThat(posts).isEqualTo(2);
  }

  @Test
  void a_function_that_never_answers_is_given_up_with_what_may_tell_why() {
    lost = Integer.MAX_VALUE;
    assertThatThrownBy(() -> invoker.invoke("f", "live", EVENT, 3))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("attempt 3 of 3", "a time-out", "the log of f");
    assertThat(posts).isEqualTo(3);
  }
}
