package io.tapline.cli.events;

/** How urgent an event is. */
enum Level {
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
