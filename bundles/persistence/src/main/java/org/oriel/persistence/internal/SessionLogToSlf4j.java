// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import org.eclipse.persistence.logging.AbstractSessionLog;
import org.eclipse.persistence.logging.SessionLog;
import org.eclipse.persistence.logging.SessionLogEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads what EclipseLink has to say to SLF4J; never values of statements: they may be secret. */
public final class SessionLogToSlf4j extends AbstractSessionLog {
  private static final Logger LOG = LoggerFactory.getLogger("org.oriel.persistence.eclipselink");

  @Override
  public boolean shouldLog(int wanted, String category) {
    return shouldLog(wanted);
  }

  @Override
  public boolean shouldLog(int wanted) {
    return wanted >= SessionLog.WARNING
        ? LOG.isWarnEnabled()
        : wanted >= SessionLog.FINE ? LOG.isDebugEnabled() : LOG.isTraceEnabled();
  }

  @Override
  public void log(SessionLogEntry entry) {
    if (!shouldLog(entry.getLevel())) {
      return;
    }
    if (entry.hasException()) { // thrown as well, and told or logged by whoever it reaches
      LOG.debug("{}", entry.getException().toString());
    } else if (entry.getLevel() >= SessionLog.WARNING) {
      LOG.warn("{}", formatMessage(entry));
    } else {
      LOG.debug("{}", formatMessage(entry));
    }
  }
}
