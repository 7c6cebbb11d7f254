// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.Map;
import org.oriel.image.Caller;

/**
 * What is asked of a rule.
 *
 * @param rule name of the rule that was asked for, whichever it refers to
 * @param target facts of the thing
 */
record Question(String rule, Caller caller, Map<String, Object> target) {}
