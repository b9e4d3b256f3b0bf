package waybill.deployed;

import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** One stack of CloudFormation's. */
final class CloudFormation {

  private final Wire wire;
  private final String stack;

  CloudFormation(Wire wire, String stack) {
    this.wire = wire;
    this.stack = stack;
  }

  /** What CloudFormation says of a resource; {@code why} is blank where it is well. */
  record Resource(String physicalId, String status, String why) {}

  /** Begins to create the stack, as {@code sam deploy} does: it may make roles and use macros. */
  void create(String template, Map<String, String> parameters) throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("TemplateBody", template);
    form.put("Capabilities.member.1", "CAPABILITY_IAM");
    form.put("Capabilities.member.2", "CAPABILITY_AUTO_EXPAND");
    int member = 0;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      member++;
      form.put("Parameters.member." + member + ".ParameterKey", parameter.getKey());
      form.put("Parameters.member." + member + ".ParameterValue", parameter.getValue());
    }
    call("CreateStack", form);
  }

  String status() throws Exception {
    return text(call("DescribeStacks", Map.of()), "StackStatus");
  }

  Map<String, String> outputs() throws Exception {
    Map<String, String> outputs = new TreeMap<>();
    for (Element output : members(call("DescribeStacks", Map.of()), "Outputs")) {
      outputs.put(text(output, "OutputKey"), text(output, "OutputValue"));
    }
    return outputs;
  }

  /** By their logical ids. */
  Map<String, Resource> resources() throws Exception {
    Map<String, Resource> resources = new TreeMap<>();
    String next = "";
    do {
      Element page =
          call("ListStackResources", next.isEmpty() ? Map.of() : Map.of("NextToken", next));
      for (Element each : members(page, "StackResourceSummaries")) {
        resources.put(
            text(each, "LogicalResourceId"),
            new Resource(
                text(each, "PhysicalResourceId"),
                text(each, "ResourceStatus"),
                text(each, "ResourceStatusReason")));
      }
      next = text(page, "NextToken");
    } while (!next.isEmpty());
    return resources;
  }

  private Element call(String action, Map<String, String> form)
      throws IOException, InterruptedException, ParserConfigurationException, SAXException {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("Action", action);
    all.put("Version", "2010-05-15");
    all.put("StackName", stack);
    String body =
        all.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    String xml = wire.query("cloudformation", body);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Iterable<Element> members(Element from, String list) {
    NodeList lists = from.getElementsByTagName(list);
    NodeList members = lists.getLength() == 0 ? lists : lists.item(0).getChildNodes();
    return () ->
        IntStream.range(0, members.getLength())
            .mapToObj(members::item)
            .filter(Element.class::isInstance)
            .map(Element.class::cast)
            .iterator();
  }

  /** Of the first such element, blank when there is none. */
  private static String text(Element from, String name) {
    NodeList found = from.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
