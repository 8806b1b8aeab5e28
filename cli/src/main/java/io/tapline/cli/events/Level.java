package io.tapline.cli.events;

import io.tapline.type.v1.Severity;

/** How urgent an event is. */
enum Level {
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  Severity severity() {
    return Severity.valueOf("SEVERITY_" + this);
  }
}
