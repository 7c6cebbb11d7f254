// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Leaves a test class out, loudly, where MariaDB is not installed. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsMariaDb.Condition.class)
@interface NeedsMariaDb {
  /** Looks for the server's programs. */
  class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return MariaDbServer.missing()
          .map(
              reason -> {
                LoggerFactory.getLogger(NeedsMariaDb.class)
                    .error("NOT TESTED on MariaDB: {}: {}", context.getDisplayName(), reason);
                return ConditionEvaluationResult.disabled(reason);
              })
          .orElse(ConditionEvaluationResult.enabled("MariaDB is there"));
    }
  }
}
