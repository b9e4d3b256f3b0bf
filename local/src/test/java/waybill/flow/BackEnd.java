package waybill.flow;

import waybill.local.Options;
import waybill.local.engine.Engines;
import waybill.localstack.LocalStack;

/** What stands for AWS under the flow tests. Shared by all tests of the JVM. */
enum BackEnd {

  /** Engines in this process, whose queues pass time on the test's clock. */
  EMBEDDED {
    @Override
    Options under(Options options) {
      return options.engines(Embedded.ENGINES);
    }
  },

  /** A container, whose queues pass time on the machine's clock. */
  LOCALSTACK {
    @Override
    Options under(Options options) {
      return options.endpoints(LocalStack.shared().endpoints());
    }
  };

  abstract Options under(Options options);

  static BackEnd current() {
    return Boolean.getBoolean("waybill.localstack") ? LOCALSTACK : EMBEDDED;
  }

  private static final class Embedded {
    /** Never closed: it ends with the JVM. */
    private static final Engines ENGINES = Engines.inMemory();
  }
}
