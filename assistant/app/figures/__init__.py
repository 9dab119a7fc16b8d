"""指标与任务: tables of targets and tasks, and the comparison of an indicator."""
