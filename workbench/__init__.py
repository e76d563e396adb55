"""AI Test Studio Workbench: prove prompts on issue fixtures, promote the winner, generate tests in production."""
