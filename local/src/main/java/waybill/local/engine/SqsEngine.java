package waybill.local.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import scala.Option;
import scala.collection.immutable.List$;
import scala.util.Either;
import scalikejdbc.ConnectionPool;
import waybill.local.failure.StartupException;
import waybill.platform.Time;

/**
 * ElasticMQ in this process, on a port. With a directory its messages are in an H2 database there,
 * and a message is answered after its insert.
 *
 * <p>Not promised: that a message which is on its way to a dead-letter queue at the very moment of
 * a kill is in one of the two. ElasticMQ has no transaction over two queues.
 */
final class SqsEngine {

  /**
   * Without WRITE_DELAY=0 H2 answers a commit up to half a second before it writes it. The process
   * decides when to close, not H2's own hook.
   */
  private static final String H2_OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

  private static final Duration RESTORE_TIMEOUT = Duration.ofSeconds(30);

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko.daemonic = on
              pekko.jvm-shutdown-hooks = off
              pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
              pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
              pekko.loglevel = WARNING
              pekko.stdout-loglevel = OFF
              pekko.http.server.request-timeout = 25 s
              """)
          .withFallback(ConfigFactory.load(SqsEngine.class.getClassLoader()));

  private final ActorSystem system;
  private final SQSRestServer server;
  private final URI url;
  private final boolean onDisk;

  private SqsEngine(ActorSystem system, SQSRestServer server, URI url, boolean onDisk) {
    this.system = system;
    this.server = server;
    this.url = url;
    this.onDisk = onDisk;
  }

  static SqsEngine start(String bind, int port, Optional<Path> directory, Supplier<Time> time) {
    ActorSystem system = ActorSystem.create("elasticmq", CONFIG);
    try {
      Option<ActorRef> store = Option.apply(directory.map(dir -> store(system, dir)).orElse(null));
      ActorRef queues = system.actorOf(ClockedQueues.props(new SqsClock(time), store));
      if (store.isDefined()) {
        restore(store.get(), queues);
      }
      SQSRestServer server =
          SQSRestServerBuilder.withActorSystem(system)
              .withQueueManagerActor(queues)
              .withInterface(bind)
              .withPort(port)
              // The host of a queue's URL is the one the caller used.
              .withServerAddress(new NodeAddress("http", "*", port, ""))
              .withAWSRegion("us-east-1")
              .start();
      int actualPort = server.waitUntilStarted().localAddress().getPort();
      return new SqsEngine(system, server, Ports.url(bind, actualPort), directory.isPresent());
    } catch (Exception e) {
      system.terminate();
      throw new StartupException("ElasticMQ does not start: " + e.getMessage(), e);
    }
  }

  private static ActorRef store(ActorSystem system, Path directory) {
    String uri = "jdbc:h2:file:" + directory.resolve("queues").toAbsolutePath() + H2_OPTIONS;
    // ElasticMQ opens its pool once a process; a second directory after the first needs its own.
    ConnectionPool.singleton(
        uri,
        "",
        "",
        ConnectionPool.singleton$default$4(),
        ConnectionPool.singleton$default$5(uri, "", "", ConnectionPool.singleton$default$4()));
    SqlQueuePersistenceConfig config =
        new SqlQueuePersistenceConfig(true, "org.h2.Driver", uri, "", "", false);
    return system.actorOf(
        Props.create(
            SqlQueuePersistenceActor.class,
            () -> new SqlQueuePersistenceActor(config, List$.MODULE$.empty())));
  }

  private static void restore(ActorRef store, ActorRef queues) throws Exception {
    Object outcome =
        Patterns.ask(store, new QueueEvent.Restore(queues), RESTORE_TIMEOUT)
            .toCompletableFuture()
            .get(RESTORE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    if (outcome instanceof Either<?, ?> either && either.isLeft()) {
      throw new StartupException("the queues kept on disk cannot be read: " + either);
    }
  }

  URI url() {
    return url;
  }

  void stop() throws Exception {
    server.stopAndWait();
    system.terminate();
    if (onDisk) {
      ConnectionPool.closeAll();
    }
  }
}
