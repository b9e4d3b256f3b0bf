package waybill.platform;

/** The queues that messages and timers are sent to, by the last part of their physical names. */
public enum Queue {
  INVENTORY("inventory"),
  POINTS("points"),
  ORDER("order"),
  NOTIFICATION("notification"),
  RETRY("retry");

  private final String suffix;

  Queue(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }
}
