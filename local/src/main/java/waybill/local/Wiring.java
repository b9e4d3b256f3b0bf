package waybill.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.local.failure.StartupException;
import waybill.local.function.Functions;
import waybill.local.provision.QueueAddress;
import waybill.local.provision.TableStream;
import waybill.local.template.EventSource;
import waybill.local.template.EventSource.HttpRoute;
import waybill.local.template.EventSource.QueueSource;
import waybill.local.template.EventSource.ScheduleSource;
import waybill.local.template.EventSource.StreamSource;
import waybill.local.template.FunctionSpec;
import waybill.local.template.Template;
import waybill.local.trigger.Checkpoints;
import waybill.local.trigger.QueueTrigger;
import waybill.local.trigger.ScheduleTrigger;
import waybill.local.trigger.StreamTrigger;
import waybill.local.trigger.Trigger;
import waybill.platform.Ids;

/** Makes a trigger of each event source that is no route. */
record Wiring(
    Options options,
    Clients clients,
    Map<String, QueueAddress> queues,
    Checkpoints checkpoints,
    Ids ids) {

  List<Trigger> triggers(Template template, Functions functions) {
    List<Trigger> triggers = new ArrayList<>();
    for (FunctionSpec function : template.functions()) {
      for (EventSource source : function.events()) {
        trigger(function, source, functions).ifPresent(triggers::add);
      }
    }
    return triggers;
  }

  private Optional<Trigger> trigger(
      FunctionSpec function, EventSource source, Functions functions) {
    if (source instanceof HttpRoute) {
      return Optional.empty();
    }
    if (source instanceof QueueSource queue) {
      return Optional.of(
          new QueueTrigger(
              function.id(), queue, address(function, queue.queue()), clients.sqs(), functions));
    }
    if (source instanceof StreamSource stream) {
      return Optional.of(
          new StreamTrigger(
              function.id(), stream, streamWiring(function, stream), functions, options.time));
    }
    ScheduleSource schedule = (ScheduleSource) source;
    ScheduleSource paced =
        new ScheduleSource(
            schedule.name(), options.schedules.getOrDefault(function.id(), schedule.every()));
    return Optional.of(new ScheduleTrigger(function.id(), paced, functions, ids, options.time));
  }

  private StreamTrigger.Wiring streamWiring(FunctionSpec function, StreamSource source) {
    return new StreamTrigger.Wiring(
        new TableStream(source.table(), clients.dynamo(), clients.streams()),
        checkpoints,
        clients.sqs(),
        source.onFailureQueue().map(queue -> address(function, queue).url()));
  }

  private QueueAddress address(FunctionSpec function, String queue) {
    QueueAddress address = queues.get(queue);
    if (address == null) {
      throw new StartupException(function.id() + ": the template has no queue " + queue);
    }
    return address;
  }
}
