-- SPDX-License-Identifier: Apache-2.0
-- Which node is to do which task. No foreign key: Glance's purge must not stumble over it.

CREATE TABLE oriel_task_notes (
  task_id varchar(36) NOT NULL,
  node varchar(255) NOT NULL,
  PRIMARY KEY (task_id),
  KEY ix_oriel_task_notes_node (node)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
