package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static waybill.template.TemplateDocument.FUNCTION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The files in {@code events/} and the triggers of the template are two views of one flow. */
final class EventFilesTest {

  private static final TemplateDocument TEMPLATE = Fact.template();

  @Test
  void every_function_has_an_event_and_every_event_a_function() throws IOException {
    Set<String> fed = new TreeSet<>();
    for (Path file : files()) {
      String function = functionFor(new ObjectMapper().readTree(file.toFile()));
      assertThat(function).as("the function that the template feeds with " + file).isNotBlank();
      fed.add(function);
    }
    assertThat(fed).containsExactlyInAnyOrderElementsOf(TEMPLATE.named(FUNCTION));
  }

  @Test
  void a_name_tells_the_step_of_the_flow_and_the_kind_of_trigger() throws IOException {
    assertThat(files())
        .allSatisfy(
            file ->
                assertThat(file.getFileName().toString())
                    .matches("[0-9]-[a-z-]+\\.(authorizer|http|schedule|sqs|stream)\\.json"));
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.list(Path.of("../events"))) {
      return new ArrayList<>(files.sorted().toList());
    }
  }

  private static String functionFor(JsonNode event) {
    if (event.path("type").asText().equals("REQUEST")) {
      return "AuthorizerFunction";
    }
    if (event.has("detail-type")) {
      return TEMPLATE.sources("Schedule").get(0).split("/")[1];
    }
    if (event.has("routeKey")) {
      return fedBy("HttpApi", EventFilesTest::routeKey, event.get("routeKey").asText());
    }
    String[] arn = event.at("/Records/0/eventSourceARN").asText().split(":");
    return arn[2].equals("sqs")
        ? fedBy("SQS", EventFilesTest::queueName, arn[5])
        : fedBy("DynamoDB", EventFilesTest::tableName, arn[5].split("/")[1]);
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
