package io.tapline.report.blocklist;

import java.io.IOException;

/** A redirection that is not followed; the message says why. */
final class RedirectRefused extends IOException {
  RedirectRefused(String why) {
    super(why);
  }
}
