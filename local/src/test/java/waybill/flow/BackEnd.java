package waybill.flow;

import waybill.local.Options;
import waybill.local.engine.Engines;
import waybill.localstack.LocalStack;

/** What stands for AWS under the flow tests. */
enum BackEnd {

  /** Engines in this process, whose queues pass time on the test's clock: a set for each thread. */
  EMBEDDED {
    @Override
    Options under(Options options) {
      return options.engines(Embedded.ENGINES.get());
    }
  },

  /** A container for all, whose queues pass time on the machine's clock. */
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
    /** Never closed: they end with the JVM. */
    private static final ThreadLocal<Engines> ENGINES = ThreadLocal.withInitial(Engines::inMemory);
  }
}
