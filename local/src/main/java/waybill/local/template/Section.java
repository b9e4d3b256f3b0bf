package waybill.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A resolved mapping of the template, read with types; a wrong one is an error that names it. */
record Section(Map<?, ?> values, Where where) {

  static Section of(Object value, Where where) {
    if (value instanceof Map<?, ?> map) {
      return new Section(map, where);
    }
    throw where.bad("expected a mapping");
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Set<?> keys() {
    return values.keySet();
  }

  Where at(String key) {
    return where.in(key);
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> at(key).bad("is missing"));
  }

  Optional<String> optionalText(String key) {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String || value instanceof Boolean) {
      return Optional.of(value.toString());
    }
    throw at(key).bad("expected a text");
  }

  int number(String key, int otherwise) {
    Optional<String> text = optionalText(key);
    try {
      return text.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw at(key).bad("expected a whole number, found '" + text.orElseThrow() + "'");
    }
  }

  boolean flag(String key) {
    return optionalText(key).map(Boolean::parseBoolean).orElse(false);
  }

  /** The section under the key; empty when there is none. */
  Section section(String key) {
    Object value = values.get(key);
    return value == null ? new Section(Map.of(), at(key)) : of(value, at(key));
  }

  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<?> list = list(key);
    for (int i = 0; i < list.size(); i++) {
      sections.add(of(list.get(i), at(key).in(String.valueOf(i))));
    }
    return sections;
  }

  List<String> texts(String key) {
    return list(key).stream().map(Object::toString).toList();
  }

  private List<?> list(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw at(key).bad("expected a list");
  }
}
