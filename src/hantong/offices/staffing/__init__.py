"""Who works where: accounts of staff with their posts, as pages for administrators."""
