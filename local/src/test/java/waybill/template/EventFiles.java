package waybill.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files in {@code events/}, in the order of the flow, and the functions they are for. */
public final class EventFiles {

  private static final TemplateDocument TEMPLATE = Fact.template();
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventFiles() {}

  public static List<Path> inOrder() throws IOException {
    try (var files = Files.list(Path.of("../events"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The function that the template feeds with such an event; blank when there is none. */
  public static String functionFor(Path file) throws IOException {
    JsonNode event = JSON.readTree(file.toFile());
    if (event.path("type").asText().equals("REQUEST")) {
      return "AuthorizerFunction";
    }
    if (event.has("detail-type")) {
      return TEMPLATE.sources("Schedule").get(0).split("/")[1];
    }
    if (event.has("routeKey")) {
      return fedBy("HttpApi", EventFiles::routeKey, event.get("routeKey").asText());
    }
    String[] arn = event.at("/Records/0/eventSourceARN").asText().split(":");
    return arn[2].equals("sqs")
        ? fedBy("SQS", EventFiles::queueName, arn[5])
        : fedBy("DynamoDB", EventFiles::tableName, arn[5].split("/")[1]);
  }

  /** Method and path of every HTTP event in the template. */
  public static List<String> routes() {
    return TEMPLATE.sources("HttpApi").stream().map(EventFiles::routeKey).toList();
  }

  private interface Name {
    String of(String source);
  }

  private static String fedBy(String type, Name name, String wanted) {
    return TEMPLATE.sources(type).stream()
        .filter(source -> name.of(source).equals(wanted))
        .map(source -> source.split("/")[1])
        .findFirst()
        .orElse("");
  }

  private static String routeKey(String source) {
    return TEMPLATE.text(source + "/Method") + " " + TEMPLATE.text(source + "/Path");
  }

  private static String queueName(String source) {
    String queue = QueueFactsTest.queueOf(TEMPLATE, source);
    return local(TemplateDocument.of(queue, "QueueName/Fn::Sub"));
  }

  private static String tableName(String source) {
    String table = TEMPLATE.text(source + "/Stream/Fn::GetAtt").replace(".StreamArn", "");
    return local(TemplateDocument.of(table, "TableName/Fn::Sub"));
  }

  private static String local(String path) {
    return TEMPLATE.text(path).replace("${AWS::StackName}", "local");
  }
}
