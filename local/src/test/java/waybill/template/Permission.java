package waybill.template;

/** That a function may take an action on a resource, which is written as in {@code !GetAtt}. */
record Permission(String function, String action, String resource)
    implements Comparable<Permission> {

  @Override
  public int compareTo(Permission other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return function + ": " + action + " on " + resource;
  }
}
