package waybill.local.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import waybill.local.failure.StartupException;

/**
 * YAML with CloudFormation's short tags, which are written out: {@code !Ref X} becomes {@code {Ref:
 * X}}, {@code !Sub x} becomes {@code {Fn::Sub: x}}, {@code !GetAtt A.B} becomes {@code {Fn::GetAtt:
 * [A, B]}}. Anchors are not for templates and not followed more than YAML itself does.
 */
final class TemplateYaml {

  private final Path file;

  private TemplateYaml(Path file) {
    this.file = file;
  }

  static Map<String, Object> read(Path file) {
    return new TemplateYaml(file).read();
  }

  private Map<String, Object> read() {
    try (Reader reader = Files.newBufferedReader(file)) {
      Node root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build())
              .composeReader(reader)
              .orElseThrow(() -> new StartupException(file + ": is empty"));
      if (!(root instanceof MappingNode mapping)) {
        throw bad(root, "expected a mapping with Resources");
      }
      return mapping(mapping);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new StartupException(file + line + ": not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new StartupException(file + ": not YAML: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new StartupException(file + ": cannot be read; give its path with --template", e);
    }
  }

  private Object value(Node node) {
    Object plain = plain(node);
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return plain;
    }
    String name = tag.substring(1);
    return switch (name) {
      case "Ref", "Condition" -> Map.of(name, plain);
      case "GetAtt" -> Map.of("Fn::GetAtt", plain instanceof String text ? dotted(text) : plain);
      default -> Map.of("Fn::" + name, plain);
    };
  }

  private static List<String> dotted(String text) {
    return List.of(text.split("\\.", 2));
  }

  private Object plain(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> values = new ArrayList<>();
      sequence.getValue().forEach(item -> values.add(value(item)));
      return values;
    }
    return scalar((ScalarNode) node);
  }

  private Map<String, Object> mapping(MappingNode node) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw bad(entry.getKeyNode(), "a key must be a text");
      }
      if (values.put(key.getValue(), value(entry.getValueNode())) != null) {
        throw bad(key, "the key " + key.getValue() + " stands here twice");
      }
    }
    return values;
  }

  /** Numbers stay as written: CloudFormation turns them into texts and back at will. */
  private static Object scalar(ScalarNode node) {
    if (node.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(node.getValue());
    }
    return node.getTag().equals(Tag.NULL) ? "" : node.getValue();
  }

  private StartupException bad(Node node, String problem) {
    String line = node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return new StartupException(file + line + ": " + problem);
  }
}
