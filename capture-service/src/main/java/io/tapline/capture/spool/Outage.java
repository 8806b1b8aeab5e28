package io.tapline.capture.spool;

import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * A time in which something cannot be written: its beginning and its end are logged, not each
 * attempt between them. For any number of threads.
 */
final class Outage {
  private static final Logger LOG = Logger.getLogger(Outage.class);

  private final String what;
  private String reason = "";

  /**
   * @param what cannot be written, as the beginning of a sentence
   */
  Outage(String what) {
    this.what = what;
  }

  synchronized void failed(IOException why) {
    if (reason.isEmpty()) {
      LOG.warn(what + " cannot be written; that is tried again.", why);
    }
    reason = what + " cannot be written: " + why.getMessage();
  }

  synchronized void over() {
    if (!reason.isEmpty()) {
      LOG.infof("%s can be written again.", what);
      reason = "";
    }
  }

  /** Why it cannot be written now; empty when it can. */
  synchronized String reason() {
    return reason;
  }
}
