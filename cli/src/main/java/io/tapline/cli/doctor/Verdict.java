package io.tapline.cli.doctor;

/** How bad it is. */
enum Verdict {
  OK,
  /** Works, but something cannot be done. */
  LIMITED,
  BROKEN
}
