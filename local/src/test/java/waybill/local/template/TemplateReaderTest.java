package waybill.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.local.failure.StartupException;

class TemplateReaderTest {

  private static final Path SMALL = Path.of("src/test/resources/small.yaml");

  @TempDir Path directory;

  @Test
  void names_carry_the_stack_and_globals_reach_every_function() {
    Template template = TemplateReader.read(SMALL, "mine", Map.of("EndpointUrl", "http://here:1"));

    FunctionSpec courier = template.function("CourierFunction");
    assertThat(courier.handlerClass()).isEqualTo("waybill.local.fixture.Courier");
    assertThat(courier.timeoutSeconds()).isEqualTo(2);
    assertThat(courier.environment())
        .containsEntry("STACK_NAME", "mine")
        .containsEntry("ENDPOINT_URL", "http://here:1")
        .containsEntry("CALLBACK_TARGETS", "public");
    assertThat(template.function("MirrorFunction").timeoutSeconds()).isEqualTo(1);
    assertThat(template.function("MirrorFunction").environment())
        .containsEntry("STACK_NAME", "mine")
        .containsEntry("OUTBOX_SHARDS", "4");
    assertThat(template.table("notes").name()).isEqualTo("mine-notes");
  }

  @Test
  void a_condition_decides_over_values_and_whole_resources() {
    Template calm = TemplateReader.read(SMALL, "s", Map.of());
    Template stormy = TemplateReader.read(SMALL, "s", Map.of("Mood", "stormy"));

    assertThat(calm.queues()).extracting(QueueSpec::id).doesNotContain("StormQueue");
    assertThat(stormy.queues()).extracting(QueueSpec::id).contains("StormQueue");
    assertThat(stormy.function("MirrorFunction").environment())
        .containsEntry("OUTBOX_SHARDS", "16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Outputs: {O: {Value: !Ref Nowhere}}                            | Outputs",
        "Outputs: {O: {Value: !GetAtt Nowhere.Arn}}                     | Outputs",
        "Outputs: {O: {Value: !Sub 'a ${Nowhere.Arn} b'}}               | Outputs",
        "Outputs: {O: {Value: !If [Nowhere, 1, 2]}}                     | Outputs",
      })
  void what_is_referred_to_and_not_there_is_named_wherever_it_stands(
      String broken, String where, @TempDir Path directory) throws IOException {
    Path file = directory.resolve("template.yaml");
    Files.writeString(file, Files.readString(SMALL) + "\n" + broken + "\n");

    assertThatThrownBy(() -> TemplateReader.read(file, "s", Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("Nowhere")
        .hasMessageContaining(where);
  }

  @Test
  void a_table_keeps_its_keys_index_stream_and_ttl() {
    TableSpec notes = TemplateReader.read(SMALL, "s", Map.of()).table("notes");

    assertThat(notes)
        .isEqualTo(
            new TableSpec(
                "NotesTable",
                "s-notes",
                Map.of("id", "S", "owner", "S"),
                new TableSpec.Key("id", Optional.empty()),
                List.of(
                    new TableSpec.Index(
                        "by-owner",
                        new TableSpec.Key("owner", Optional.of("id")),
                        "INCLUDE",
                        List.of("status"))),
                Optional.of("NEW_IMAGE"),
                Optional.of("expiresAt")));
  }

  @Test
  void a_queue_keeps_its_visibility_and_redrive() {
    Template template = TemplateReader.read(SMALL, "s", Map.of());

    assertThat(template.queues())
        .contains(
            new QueueSpec(
                "WorkQueue",
                "s-work",
                12,
                345600,
                Optional.of(new QueueSpec.Redrive("s-work-dlq", 3))),
            new QueueSpec("WorkDlq", "s-work-dlq", 30, 345600, Optional.empty()));
  }

  @Test
  void every_kind_of_event_is_read() {
    Template template = TemplateReader.read(SMALL, "s", Map.of());

    assertThat(template.function("MirrorFunction").events())
        .contains(
            new EventSource.HttpRoute("POST", "/things/{id}", Optional.of("KeyAuthorizer")),
            new EventSource.HttpRoute("GET", "/open", Optional.empty()));
    assertThat(template.function("CourierFunction").events())
        .containsExactly(
            new EventSource.StreamSource(
                "s-notes",
                List.of(
                    "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[\"PENDING\"]}}}}"),
                8,
                true,
                true,
                2,
                Optional.of(Duration.ofHours(1)),
                Optional.of("s-lost")));
    assertThat(template.function("WorkerFunction").events())
        .containsExactly(new EventSource.QueueSource("s-work", 5, Duration.ZERO, true, 2));
    assertThat(template.function("BellFunction").events())
        .containsExactly(new EventSource.ScheduleSource("EveryMinute", Duration.ofMinutes(1)));
    assertThat(template.authorizer("KeyAuthorizer"))
        .isEqualTo(new AuthorizerSpec("KeyAuthorizer", "DoorkeeperFunction", "Authorization", 300));
  }

  @Test
  void intrinsic_functions_do_what_cloudformation_says() throws IOException {
    Template template =
        read(
            """
            Parameters: {Color: {Type: String, Default: red}}
            Mappings: {Sizes: {red: {size: large}}}
            Conditions:
              Red: !Equals [!Ref Color, red]
              Both: !And [!Condition Red, !Not [!Equals [a, b]]]
              Any: !Or [!Equals [a, b], !Condition Both]
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B::c
                  Environment:
                    Variables:
                      JOINED: !Join ['-', [a, !Ref Color, c]]
                      SELECTED: !Select [1, [a, b]]
                      SPLIT: !Select [1, !Split [',', 'x,y']]
                      MAPPED: !FindInMap [Sizes, !Ref Color, size]
                      CHOSEN: !If [Any, yes-it-is, no]
                      OWN: !Sub ['${Shade} ${!Kept} ${AWS::Region}', {Shade: dark}]
                      ABSENT: !Ref AWS::NoValue
                      QUEUE: !GetAtt Q.QueueName
              Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q}}
            """);

    assertThat(template.function("F").environment())
        .isEqualTo(
            Map.of(
                "JOINED", "a-red-c",
                "SELECTED", "b",
                "SPLIT", "y",
                "MAPPED", "large",
                "CHOSEN", "yes-it-is",
                "OWN", "dark ${Kept} us-east-1",
                "QUEUE", "q"));
  }

  @Test
  void what_is_wrong_is_named_by_file_resource_and_property() throws IOException {
    wrong("Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {VisibilityTimeout: soon}}}")
        .isEqualTo("broken.yaml: Q: VisibilityTimeout: expected a whole number, found 'soon'");
    wrong("Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {}}}")
        .isEqualTo("broken.yaml: F: Handler: is missing");
    wrong("Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Ref Nobody}}}")
        .isEqualTo("broken.yaml: Q: QueueName: there is no resource or parameter Nobody");
    wrong("Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Base64 x}}}")
        .isEqualTo("broken.yaml: Q: QueueName: Fn::Base64 is not known to the local platform");
    wrong("Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 5}}}")
        .startsWith("broken.yaml: Q: DelaySeconds: ");
    wrong("Description: nothing").isEqualTo("broken.yaml: template: has no Resources");
    wrong("Resources: {A: {Type: x}, A: {Type: y}}").endsWith(":1: the key A stands here twice");
    wrong("Resources: [").contains("broken.yaml:").contains("not YAML");
  }

  private Template read(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("broken.yaml"), yaml);
    return TemplateReader.read(file, "s", Map.of());
  }

  private AbstractStringAssert<?> wrong(String yaml) {
    return assertThat(catchThrowableOfType(StartupException.class, () -> read(yaml)).getMessage());
  }
}
