package waybill.local.trigger;

/** An event source mapping. Pumped by a test, or run by threads of {@link LiveTriggers}. */
public interface Trigger {

  String functionId();

  /** Takes what is there now, without waiting; true when anything was handed over or read. */
  boolean pollOnce();

  /** Once this returns nothing more is taken; what was taken is finished. */
  void pause();

  void resume();
}
