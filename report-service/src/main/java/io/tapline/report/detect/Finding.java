package io.tapline.report.detect;

import io.tapline.report.rule.Sighting;
import java.util.List;

/**
 * A sighting and what became of it.
 *
 * @param eventId empty in a dry run
 * @param outcome {@code new}, {@code thresholded}, {@code relapsed}, {@code known}; empty in a dry
 *     run
 * @param communityIds of a few of its connections
 */
public record Finding(
    Sighting sighting, String eventId, String outcome, List<String> communityIds) {
  public Finding {
    communityIds = List.copyOf(communityIds);
  }
}
