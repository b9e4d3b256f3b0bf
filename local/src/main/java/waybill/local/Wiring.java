package waybill.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.local.failure.StartupException;
import waybill.local.function.Functions;
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
    Map<String, String> queueUrls,
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
              function.id(), queue, queueUrl(function, queue.queue()), clients.sqs(), functions));
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
    String arn =
        clients
            .dynamo()
            .describeTable(request -> request.tableName(source.table()))
            .table()
            .latestStreamArn();
    if (arn == null) {
      throw new StartupException(
          function.id() + ": the table " + source.table() + " has no stream");
    }
    return new StreamTrigger.Wiring(
        arn,
        clients.streams(),
        checkpoints,
        clients.sqs(),
        source.onFailureQueue().map(queue -> queueUrl(function, queue)));
  }

  private String queueUrl(FunctionSpec function, String queue) {
    String url = queueUrls.get(queue);
    if (url == null) {
      throw new StartupException(function.id() + ": the template has no queue " + queue);
    }
    return url;
  }
}
