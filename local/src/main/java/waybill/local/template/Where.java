package waybill.local.template;

import waybill.local.failure.StartupException;

/** A place in a template, for errors: file, resource, property. */
record Where(String file, String resource, String property) {

  Where in(String child) {
    return new Where(file, resource, property.isEmpty() ? child : property + "." + child);
  }

  StartupException bad(String problem) {
    String at = property.isEmpty() ? resource : resource + ": " + property;
    return new StartupException(file + ": " + at + ": " + problem);
  }
}
