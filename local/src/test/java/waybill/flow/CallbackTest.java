package waybill.flow;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A flow with a merchant's server of its own, whose functions can be made to fail. */
abstract class CallbackTest extends FlowTest {

  final Faults faults = new Faults();
  Callbacks callbacks;
  Shop shop;

  /** Not where the fields are: that would be done, and never undone, for a test that is skipped. */
  @BeforeEach
  void open() {
    callbacks = Callbacks.open(Shop.open(faults));
    shop = callbacks.shop;
  }

  @AfterEach
  void close() {
    callbacks.close();
  }
}
