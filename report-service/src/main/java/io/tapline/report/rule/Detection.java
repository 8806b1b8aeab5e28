package io.tapline.report.rule;

import io.tapline.report.log.Span;
import java.util.Arrays;
import java.util.List;

/** A rule that turns aggregates of the log into sightings. Stateless; threads may share it. */
public interface Detection {
  Profile profile();

  /** What it sees in each window of an aligned span. */
  List<Sighting> look(RuleLog log, Span span);

  /** Differs for another rule: what was looked at by it is looked at again. One word. */
  String fingerprint();

  /** A name and the settings that decide, as one word. */
  static String fingerprint(Profile profile, Object... settings) {
    String text = Arrays.toString(settings);
    return profile.name() + '=' + profile.threshold() + '/' + Integer.toHexString(text.hashCode());
  }
}
