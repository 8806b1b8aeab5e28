package io.tapline.report.schedule;

import java.util.List;

/** Where a document goes; validated. */
sealed interface Delivery {
  /** For metrics and sentences. */
  String way();

  /**
   * A file.
   *
   * @param path below the root of all folders; empty: the root itself
   */
  record Folder(String path) implements Delivery {
    @Override
    public String way() {
      return "folder";
    }
  }

  /**
   * A notice of the event store.
   *
   * @param recipients mail addresses instead of those of the channel; empty: the channel's own
   */
  record Channel(String name, List<String> recipients) implements Delivery {
    @Override
    public String way() {
      return "channel";
    }
  }
}
