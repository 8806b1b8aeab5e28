package io.tapline.report.detect;

import io.tapline.report.rule.Sighting;

/** What the operator does not want to be told of. */
@FunctionalInterface
interface Suppressions {
  Suppressions NONE = sighting -> false;

  boolean suppresses(Sighting sighting);
}
