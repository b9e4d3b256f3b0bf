package waybill.local.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waybill.local.function.Functions;
import waybill.local.function.InvocationException;
import waybill.local.template.EventSource.ScheduleSource;
import waybill.platform.Ids;
import waybill.platform.Time;

/** A schedule. Its function's failure is logged; the next time is the retry. */
public final class ScheduleTrigger implements Trigger {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleTrigger.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String functionId;
  private final ScheduleSource source;
  private final Functions functions;
  private final Ids ids;
  private final Time time;
  private volatile boolean paused;

  public ScheduleTrigger(
      String functionId, ScheduleSource source, Functions functions, Ids ids, Time time) {
    this.functionId = functionId;
    this.source = source;
    this.functions = functions;
    this.ids = ids;
    this.time = time;
  }

  @Override
  public String functionId() {
    return functionId;
  }

  @Override
  public boolean pollOnce() {
    if (paused) {
      return false;
    }
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0");
    event.put("id", ids.next(""));
    event.put("detail-type", "Scheduled Event");
    event.put("source", "aws.events");
    event.put("account", "000000000000");
    event.put("time", time.now().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", "us-east-1");
    event.putArray("resources").add("arn:aws:events:us-east-1:000000000000:rule/" + source.name());
    event.putObject("detail");
    try {
      functions.invoke(functionId, JSON.writeValueAsBytes(event));
    } catch (InvocationException e) {
      // Why is logged where functions run.
      LOG.debug("{}: its scheduled run failed", functionId, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  Duration every() {
    return source.every();
  }
}
